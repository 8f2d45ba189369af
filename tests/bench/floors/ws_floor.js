// The floor in Node: ws and better-sqlite3, durable votes, a push framed once.
// node ws_floor.js PORT DATABASE SIZE
"use strict";

const Database = require("better-sqlite3");
const http = require("http");
const { WebSocketServer, Sender } = require("ws");

const [port, file, size] = process.argv.slice(2);
const WINDOW_MS = 3; // votes within it share a commit
const ACK = '431[{"ok":true}]';

const head = '42["fragments",{"html":"';
const push = Buffer.concat(
  Sender.frame(Buffer.from(`${head}${"x".repeat(size - head.length - 3)}"}]`), {
    fin: true, rsv1: false, opcode: 1, mask: false, readOnly: false,
  }),
);

const database = new Database(file);
database.pragma("journal_mode = wal");
database.pragma("synchronous = full");
database.exec(`create table response (step int, participant int, answer text,
  sequence int, primary key (step, participant)) without rowid`);
const put = database.prepare(`insert into response values (?, ?, ?, ?)
  on conflict do update set answer = excluded.answer, sequence = excluded.sequence
  where excluded.sequence > response.sequence`);
const begin = database.prepare("begin immediate");
const commit = database.prepare("commit");

let waiting = [];

function write() {
  const batch = waiting;
  waiting = [];
  begin.run();
  for (const [client, vote] of batch) {
    put.run(vote.step, client.number, vote.answer, vote.seq);
  }
  commit.run();
  for (const [client] of batch) client.send(ACK);
}

const listening = new Set();
let number = 0;
const server = http.createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });

sockets.on("connection", (client) => {
  number += 1;
  client.number = number;
  listening.add(client);
  client.on("close", () => listening.delete(client));
  client.on("message", (data) => {
    const message = data.toString();
    if (message.startsWith('421["cast"')) {
      waiting.push([client, JSON.parse(message.slice(3))[1]]);
      if (waiting.length === 1) setTimeout(write, WINDOW_MS);
    } else if (message === '42["host"]') {
      listening.delete(client);
    } else if (message === '42["next"]') {
      for (const one of listening) one._socket.write(push);
    }
  });
});

server.listen({ port: Number(port), host: "127.0.0.1", backlog: 4096 });
