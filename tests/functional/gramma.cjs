// Asks /v2 through gramma's library: node gramma.cjs ADDRESS, a JSON job on stdin, a JSON answer out.
const path = require("node:path");

const gramma = require(path.resolve(__dirname, "../../node_modules/gramma"));

async function answer({ text, options }) {
  const found = await gramma.check(text, { api_url: process.argv[2], ...options });
  const changes = found.matches
    .filter((match) => match.replacements.length > 0)
    .map(({ offset, length, replacements }) => ({ offset, length, change: replacements[0].value }));
  return {
    marked: found.matches.map((match) => ({
      rule: match.rule.id,
      words: text.substr(match.offset, match.length),
      shown: match.word,
    })),
    corrected: gramma.replaceAll(text, changes),
  };
}

let job = "";
process.stdin.on("data", (part) => (job += part));
process.stdin.on("end", () =>
  answer(JSON.parse(job)).then((said) => process.stdout.write(JSON.stringify(said)))
);
