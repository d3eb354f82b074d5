// What we know of the places where people post.

import data from "../sites.json";

/** @type {Record<string, {platform: string, post: string[]}>} */
const SITES = data.sites;

/** @param {string} host */
const siteOf = (host) => Object.entries(SITES).find(([name]) => host === name || host.endsWith(`.${name}`))?.[1];

/** Return the platform that the service knows a host as, or undefined. @param {string} host */
export const platformOf = (host) => /** @type {import("./types.js").CheckRequest["platform"]} */ (siteOf(host)?.platform);

/** Return the names that a button which posts may bear, in lower case. @param {string} host */
export const postWordsOf = (host) => siteOf(host)?.post ?? data.post;
