// What the build puts in place of imports and constants that no module holds.

declare module "*.css" {
  const text: string;
  export default text;
}

/** "closed" in what is shipped; "open" in dist/extension/test, so that tests can look in. */
declare const ROOT_MODE: "open" | "closed";
