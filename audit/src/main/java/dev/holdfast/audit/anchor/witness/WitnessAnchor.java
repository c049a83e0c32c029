package dev.holdfast.audit.anchor.witness;

import dev.holdfast.audit.anchor.AnchorException;
import dev.holdfast.audit.anchor.AnchorResult;
import dev.holdfast.audit.anchor.AnchorResult.Contradicted;
import dev.holdfast.audit.anchor.AnchorResult.Reason;
import dev.holdfast.audit.anchor.CheckpointAnchor;
import dev.holdfast.audit.anchor.Growth;
import dev.holdfast.audit.anchor.witness.AddCheckpoint.Answer;
import dev.holdfast.audit.seal.note.Checkpoint;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import java.net.http.HttpClient;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * An anchor at a witness that speaks the C2SP protocol tlog-witness: it cosigns a checkpoint when the log has grown from
 * the one that it cosigned before.
 *
 * <p>A witness answers only what it cosigns, and hands nothing out. So the cosigned checkpoints are kept in another
 * anchor, best a file beside the application; whoever gets one of them needs the witness's key and no other trust.
 *
 * <p>Each epoch is a log of its own to a witness: after a declared restore it answers that it does not know the origin, and
 * the anchor is reported as failing, until the witness's operator has accepted the new one.
 *
 * <p><em>Concurrency.</em> As that of the client and the keeping anchor; thread-safe with the ready forms.
 */
public final class WitnessAnchor implements CheckpointAnchor {
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int ATTEMPTS = 3;
    private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,17})\n");

    private final String name;
    private final AddCheckpoint call;
    private final WitnessPolicy policy;
    private final CheckpointAnchor keeper;

    private WitnessAnchor(AddCheckpoint call, WitnessPolicy policy, CheckpointAnchor keeper) {
        this.name = policy.key().name();
        this.call = call;
        this.policy = policy;
        this.keeper = keeper;
    }

    /**
     * An anchor at a witness; its name is the witness's.
     *
     * @param client sends the requests; with a timeout for connecting, and no redirects
     * @param policy which witness
     * @param keeper keeps what the witness cosigned; an anchor of this witness alone
     * @return the anchor
     */
    public static WitnessAnchor of(HttpClient client, WitnessPolicy policy, CheckpointAnchor keeper) {
        return new WitnessAnchor(new AddCheckpoint(policy.key().name(), client, policy), policy, keeper);
    }

    @Override
    public String name() {
        return name;
    }

    /** {@inheritDoc} Those that the witness has cosigned, with its signature under them. */
    @Override
    public Optional<SignedCheckpoint> newest(long maxSize) {
        return keeper.newest(maxSize);
    }

    @Override
    public AnchorResult publish(Growth growth) {
        Optional<Contradicted> refusal = growth.refusal(keeper::newest);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Checkpoint now = growth.checkpoint().checkpoint();
        Optional<SignedCheckpoint> held =
                keeper.newest(Long.MAX_VALUE).filter(kept -> kept.checkpoint().epoch() == now.epoch());
        if (held.filter(kept -> kept.checkpoint().equals(now)).isPresent()) {
            return new AnchorResult.Held(held.get());
        }
        return ask(growth, held.map(kept -> kept.checkpoint().size()).orElse(0L));
    }

    private AnchorResult ask(Growth growth, long held) {
        long now = growth.checkpoint().checkpoint().size();
        long old = held;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            // Another thread or node may be further than this checkpoint.
            if (old > now) {
                return new Contradicted(Reason.AHEAD, old);
            }
            Answer answer = call.send(growth, old);
            if (answer.status() == UNPROCESSABLE) {
                return new Contradicted(Reason.FORKED, old);
            }
            if (answer.status() != CONFLICT) {
                return kept(growth, answer);
            }
            OptionalLong theirs = size(answer.body());
            // The size was right, and still a conflict: of one size there are two roots.
            if (old == now && (theirs.isEmpty() || theirs.getAsLong() == old)) {
                return new Contradicted(Reason.FORKED, old);
            }
            old = theirs.orElseThrow(() -> failed("answered a conflict without the size that it holds"));
        }
        throw failed("changed what it holds with each question: publish again later");
    }

    private AnchorResult kept(Growth growth, Answer answer) {
        SignedCheckpoint cosigned = cosigned(growth.checkpoint(), answer);
        return keeper.publish(Growth.of(cosigned, growth.restores(), growth::since));
    }

    private SignedCheckpoint cosigned(SignedCheckpoint checkpoint, Answer answer) {
        return switch (answer.status()) {
            case OK ->
                checkpoint
                        .cosigned(answer.body(), policy.key())
                        .orElseThrow(() -> failed("must answer a cosignature of its key, but answered another text"));
            case NOT_FOUND ->
                throw failed("does not know the origin "
                        + checkpoint.checkpoint().origin() + ": let its operator add it with the log's key");
            case FORBIDDEN ->
                throw failed("does not accept the key of "
                        + checkpoint.checkpoint().origin() + ": let its operator compare the keys");
            default -> throw failed("must answer by the protocol, but answered with status " + answer.status());
        };
    }

    private static OptionalLong size(String body) {
        return SIZE.matcher(body).matches() ? OptionalLong.of(Long.parseLong(body.strip())) : OptionalLong.empty();
    }

    private AnchorException failed(String rule) {
        return new AnchorException(name, rule, null);
    }
}
