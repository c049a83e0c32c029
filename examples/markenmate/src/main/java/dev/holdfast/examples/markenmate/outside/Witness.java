package dev.holdfast.examples.markenmate.outside;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.audit.seal.note.Checkpoint;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.tree.ConsistencyProof;
import dev.holdfast.audit.seal.tree.TreeHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A witness as somebody else runs it (C2SP tlog-witness): it cosigns a checkpoint when a proof leads there from the one that it
 * cosigned last, and of each log that it knows it remembers that one alone. Listens on the loopback address until it is closed.
 */
public final class Witness implements AutoCloseable {
    private static final Pattern OLD = Pattern.compile("old (0|[1-9][0-9]{0,17})");

    private final HttpServer server;
    private final NoteSigner signer;
    private final NoteKey log;
    private final Clock clock;
    private final Set<String> accepted = new HashSet<>();
    private final Map<String, Checkpoint> latest = new HashMap<>();

    private Witness(HttpServer server, NoteSigner signer, NoteKey log, Clock clock) {
        this.server = server;
        this.signer = signer;
        this.log = log;
        this.clock = clock;
    }

    /** A witness whose operator has accepted a log, by its public key. */
    public static Witness start(String name, NoteKey log, Clock clock) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            NoteSigner signer = NoteSigner.of(NoteKey.of(name, pair.getPublic()), pair.getPrivate());
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Witness witness = new Witness(server, signer, log, clock);
            witness.accept(log.name());
            server.createContext("/add-checkpoint", witness::handle);
            server.start();
            return witness;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Ed25519 must be there since Java 15", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** What its cosignatures are checked with. */
    public NoteKey key() {
        return signer.key();
    }

    /** What its operator does before it cosigns for an origin: each epoch of a log is one of its own. */
    public synchronized void accept(String origin) {
        accepted.add(origin);
    }

    private record Answer(int status, String body) {}

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Answer answer = answer(body);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Answer answer(String body) {
        int blank = body.indexOf("\n\n");
        String first = body.substring(0, Math.max(0, body.indexOf('\n')));
        if (blank < 0 || !OLD.matcher(first).matches()) {
            return new Answer(400, "");
        }
        List<TreeHash> path = body.substring(0, blank)
                .lines()
                .skip(1)
                .flatMap(line -> TreeHash.parse(line).stream())
                .toList();
        long old = Long.parseLong(first.substring("old ".length()));
        return SignedCheckpoint.open(body.substring(blank + 2), log)
                .map(open -> judged(old, path, open.checkpoint()))
                .orElse(new Answer(403, ""));
    }

    private synchronized Answer judged(long old, List<TreeHash> path, Checkpoint asked) {
        if (!accepted.contains(asked.origin())) {
            return new Answer(404, "");
        }
        Checkpoint held = latest.get(asked.origin());
        long size = held == null ? 0 : held.size();
        if (old > asked.size()) {
            return new Answer(400, "");
        }
        if (old != size || (size == asked.size() && held != null && !held.equals(asked))) {
            return new Answer(409, size + "\n");
        }
        if (!leads(held, path, asked)) {
            return new Answer(422, "");
        }
        latest.put(asked.origin(), asked);
        return new Answer(200, cosignature(asked));
    }

    /** The witness's whole worth: it takes nobody's word that a log has grown and not changed. */
    private static boolean leads(@Nullable Checkpoint held, List<TreeHash> path, Checkpoint asked) {
        return (held == null || held.size() == 0)
                ? path.isEmpty()
                : new ConsistencyProof(held.size(), asked.size(), path).leads(held.root(), asked.root());
    }

    /** Key id, time and signature, as C2SP tlog-cosignature has them. */
    private String cosignature(Checkpoint checkpoint) {
        long time = clock.instant().getEpochSecond();
        byte[] message = ("cosignature/v1\ntime " + time + "\n" + checkpoint.text()).getBytes(StandardCharsets.UTF_8);
        byte[] line = ByteBuffer.allocate(4 + Long.BYTES + 64)
                .put(keyId())
                .putLong(time)
                .put(signer.sign(message))
                .array();
        return "\u2014 " + key().name() + " " + Base64.getEncoder().encodeToString(line) + "\n";
    }

    private byte[] keyId() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((key().name() + "\n\u0004").getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(sha256.digest(key().publicKey()), 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 must be there on every platform", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
