// Receives every event of the bus as a stranger would: with an AMQP library, the published schemas and the services' public keys.
//   node consumer.mjs <amqp url> <folder with one schema per message> <folder with Enrollment.pub, Prover.pub, Attestation.pub>
// Prints one JSON line {"ready":true}, then one for each message: name, eventId, problems of the schema, whether the signature is good.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createPublicKey, verify } from "node:crypto";
import amqp from "amqplib";
import Ajv from "ajv/dist/2020.js";
import formats from "ajv-formats";

const [url, schemaFolder, keyFolder] = process.argv.slice(2);

const ajv = formats(new Ajv({ strict: true, allErrors: true }));
const schemas = new Map(
  readdirSync(schemaFolder).map((file) => [file.replace(/\.json$/, ""), ajv.compile(JSON.parse(readFileSync(join(schemaFolder, file), "utf8")))]),
);
const keys = new Map(
  readdirSync(keyFolder)
    .filter((file) => file.endsWith(".pub"))
    .map((file) => [file.replace(/\.pub$/, "").toLowerCase(), createPublicKey(readFileSync(join(keyFolder, file)))]),
);

function signatureIsGood(message) {
  const { "zkml-message": name, "zkml-signer": signer, "zkml-signature": signature } = message.properties.headers;
  const signed = Buffer.concat([Buffer.from(`zkml-bus-1\0${name}\0${signer}\0`, "ascii"), message.content]);
  const key = keys.get(signer);
  return key !== undefined && typeof signature === "string" && verify("sha256", signed, { key, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"));
}

function parse(content) {
  try {
    return JSON.parse(content.toString("utf8"));
  } catch {
    return null;
  }
}

function report(exchange, message) {
  const name = message.properties.headers["zkml-message"];
  const event = parse(message.content);
  const validate = schemas.get(name);
  const fits = validate !== undefined && name === exchange && validate(event);
  const foreign = Object.keys(message.properties.headers).filter((header) => header.startsWith("MT-"));
  return {
    name,
    eventId: event?.eventId,
    captureId: event?.captureId,
    contentType: message.properties.contentType,
    messageId: message.properties.messageId,
    foreign,
    problems: fits ? [] : (validate?.errors ?? ["unknown name"]).map((error) => error.message ?? error),
    signed: signatureIsGood(message),
  };
}

const connection = await amqp.connect(url);
const channel = await connection.createChannel();
const { queue } = await channel.assertQueue("", { exclusive: true });
for (const exchange of schemas.keys()) {
  await channel.bindQueue(queue, exchange, "");
}
await channel.consume(queue, (message) => {
  console.log(JSON.stringify(report(message.fields.exchange, message)));
  channel.ack(message);
});
console.log(JSON.stringify({ ready: true }));
process.stdin.resume();
process.stdin.on("end", async () => {
  await connection.close();
});
