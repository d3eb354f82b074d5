// Types that several modules speak of; nothing of this reaches the bundle.

/** @typedef {import("../api").components["schemas"]["Report"]} Report */
/** @typedef {import("../api").components["schemas"]["Finding"]} Finding */
/** @typedef {import("../api").components["schemas"]["Rewrite"]} Rewrite */
/** @typedef {import("../api").components["schemas"]["Edit"]} Edit */
/** @typedef {import("../api").components["schemas"]["CheckRequest"]} CheckRequest */
/** @typedef {import("../api").components["schemas"]["Ignored"]} Ignored */
/** @typedef {NonNullable<CheckRequest["employers"]>[number]} Employer */

/** @typedef {{on: boolean, nudge: boolean, pattern: string}} Site  What the author chose for one host. */
/** @typedef {{id: string, text: string, host: string, kept: number}} Note  A draft kept as a private note. */
/** @typedef {{kind: string, message: string, wait: number}} Fault  A Trouble that can be sent as a message. */
/** @typedef {{report: Report} | {fault: Fault} | {stale: true}} Answer */
/** @typedef {{on: boolean, nudge: boolean, post: string[]}} Greeting  What a frame may do. */

/**
 * @typedef {object} Settings
 * @property {string} backend  origin of the service, without a slash at the end
 * @property {string} key
 * @property {"strict" | "standard" | "relaxed"} tolerance
 * @property {Employer[]} employers
 * @property {Record<string, Site>} sites  by host name
 * @property {Note[]} notes
 */

export {};
