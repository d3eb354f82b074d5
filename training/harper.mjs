// Reads one JSON string a line, answers a line with its lints: [[rule, kind, words], ...]. Asked by training/referees.py.
import { createInterface } from "node:readline";
import { Dialect, LocalLinter } from "harper.js";
import { binary } from "harper.js/binary";

const linter = new LocalLinter({ binary, dialect: Dialect.American });
await linter.setup();
for await (const line of createInterface({ input: process.stdin })) {
  const found = await linter.organizedLints(JSON.parse(line), { language: "plaintext" });
  const lints = Object.entries(found).flatMap(([rule, own]) =>
    own.map((lint) => [rule, lint.lint_kind(), lint.get_problem_text()]),
  );
  console.log(JSON.stringify(lints));
}
