// Reads texts with Node's readers of `.env` files. Requests and answers are those of `readers.py`.

const dotenv = require(`${process.argv[2]}/node_modules/dotenv`);
const util = require("node:util");

const READERS = { dotenv: dotenv.parse, "util.parseEnv": util.parseEnv };

const text = (value) => ({ text: value });

function answer(read, source) {
  try {
    return { Ok: { map: Object.entries(read(source)).map(([name, value]) => [text(name), text(value)]) } };
  } catch (error) {
    return { Err: String(error) };
  }
}

require("node:readline")
  .createInterface({ input: process.stdin })
  .on("line", (line) => {
    const { reader, texts } = JSON.parse(line);
    console.log(JSON.stringify(texts.map((source) => answer(READERS[reader], source))));
  });
