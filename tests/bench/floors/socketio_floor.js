// The floor for connecting: socket.io as its own documentation advises for many
// clients: WebSocket only, no compression, bufferutil, the first request let go.
// node socketio_floor.js PORT SIZE
"use strict";

const http = require("http");
const { Server } = require("socket.io");

const [port, size] = process.argv.slice(2);
const head = '42["fragments",{"html":"';
const html = "x".repeat(size - head.length - 3);

const server = http.createServer();
const io = new Server(server, {
  transports: ["websocket"],
  perMessageDeflate: false,
  httpCompression: false,
  serveClient: false,
});

io.engine.on("connection", (raw) => {
  raw.request = null;
});
io.on("connection", (socket) => {
  socket.join("players");
  socket.on("cast", (vote, done) => done({ ok: true }));
  socket.emit("fragments", { html });
});

server.listen({ port: Number(port), host: "127.0.0.1", backlog: 4096 });
