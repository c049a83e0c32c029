package dev.holdfast.audit.anchor.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.note.TestKeys;
import dev.holdfast.audit.seal.tree.ConsistencyProof;
import dev.holdfast.audit.seal.tree.TreeHash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A witness written from the text of C2SP tlog-witness; it cosigns with bytes of its own making. */
final class LoopbackWitness implements AutoCloseable {
    private final HttpServer server;
    private final NoteSigner signer = TestKeys.signer("witness.example/w1");
    private final NoteKey log;
    private final Map<String, SignedCheckpoint> latest = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private @Nullable Answer forced;
    private boolean knowsTheLog = true;

    /** A status and a body. */
    record Answer(int status, String body) {}

    LoopbackWitness(NoteKey log) throws IOException {
        this.log = log;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/prefix/add-checkpoint", this::handle);
        server.start();
    }

    WitnessPolicy policy() {
        URI prefix = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/prefix/");
        return WitnessPolicy.of(prefix, signer.key());
    }

    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /** Answers this whatever is asked; null to answer by the protocol again. */
    synchronized void answer(@Nullable Answer answer) {
        forced = answer;
    }

    synchronized void forget() {
        knowsTheLog = false;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Answer answer = exchange.getRequestMethod().equals("POST") ? answer(body) : new Answer(405, "");
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        if (answer.status() == 409) {
            exchange.getResponseHeaders().add("Content-Type", "text/x.tlog.size");
        }
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private synchronized Answer answer(String body) {
        requests.add(body);
        if (forced != null) {
            return forced;
        }
        int blank = body.indexOf("\n\n");
        List<String> lines = List.of(body.substring(0, blank).split("\n", -1));
        if (!lines.get(0).matches("old (0|[1-9][0-9]*)")) {
            return new Answer(400, "");
        }
        Optional<SignedCheckpoint> open = SignedCheckpoint.open(body.substring(blank + 2), log);
        if (!knowsTheLog || open.isEmpty()) {
            return new Answer(knowsTheLog ? 403 : 404, "");
        }
        long old = Long.parseLong(lines.get(0).substring(4));
        List<TreeHash> path = lines.stream()
                .skip(1)
                .map(line -> TreeHash.parse(line).orElseThrow())
                .toList();
        return decide(old, path, open.get());
    }

    private Answer decide(long old, List<TreeHash> path, SignedCheckpoint open) {
        String origin = open.checkpoint().origin();
        long size = open.checkpoint().size();
        SignedCheckpoint known = latest.get(origin);
        long held = known == null ? 0 : known.checkpoint().size();
        if (old > size) {
            return new Answer(400, "");
        }
        if (old != held || (known != null && size == held && !known.checkpoint().equals(open.checkpoint()))) {
            return new Answer(409, held + "\n");
        }
        boolean leads = old == 0
                ? path.isEmpty()
                : new ConsistencyProof(old, size, path)
                        .leads(known.checkpoint().root(), open.checkpoint().root());
        if (!leads) {
            return new Answer(422, "");
        }
        latest.put(origin, open);
        String stranger = "\u2014 witness.example/w2 " + Base64.getEncoder().encodeToString(new byte[76]) + "\n";
        return new Answer(200, stranger + cosignature(open.checkpoint().text(), 1_800_000_007L));
    }

    /** Key id, time and signature by the text of C2SP tlog-cosignature. */
    String cosignature(String text, long time) {
        byte[] message = ("cosignature/v1\ntime " + time + "\n" + text).getBytes(StandardCharsets.UTF_8);
        byte[] line = ByteBuffer.allocate(76)
                .put(keyId())
                .putLong(time)
                .put(signer.sign(message))
                .array();
        return "\u2014 " + signer.key().name() + " " + Base64.getEncoder().encodeToString(line) + "\n";
    }

    private byte[] keyId() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((signer.key().name() + "\n\u0004").getBytes(StandardCharsets.US_ASCII));
            return Arrays.copyOf(sha256.digest(signer.key().publicKey()), 4);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
