package dev.holdfast.examples.markenmate.app;

import dev.holdfast.audit.privacy.subject.ErasureResult;
import dev.holdfast.audit.privacy.subject.Erasures;
import dev.holdfast.audit.privacy.subject.RevealResult;
import dev.holdfast.audit.privacy.subject.Subjects;
import dev.holdfast.core.context.RequestScope;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.DataClass;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.tx.TransactionRunner;
import org.jooq.DSLContext;

/** Changes what is known of members, and erases them. What the log tells of a member is under the member's own key. */
public final class MemberDesk {
    /** The action under which changes are recorded. */
    public static final Action UPDATE = Action.of("member.update");

    /** The action under which lost cards are recorded. */
    public static final Action CARD_LOST = Action.of("member_card.lose");

    private final TransactionRunner requests;
    private final AuditTrail trail;
    private final Subjects subjects;
    private final Erasures erasures;

    MemberDesk(TransactionRunner requests, AuditTrail trail, Subjects subjects, Erasures erasures) {
        this.requests = requests;
        this.trail = trail;
        this.subjects = subjects;
        this.erasures = erasures;
    }

    /** Changes a member's address; {@code header} is what the request was authorised by, as some client sent it. */
    public Answer changeAddress(String member, String address, String header) {
        // A key is made in a transaction of its own, before the one that uses it.
        String key = subjects.keyOf(member);
        return requests.call(tx -> {
            String before =
                    String.valueOf(tx.fetchValue("SELECT email FROM \"user\" WHERE id = ? FOR NO KEY UPDATE", member));
            tx.execute("UPDATE \"user\" SET email = ? WHERE id = ?", address, member);
            trail.act(
                    tx,
                    trail.event(UPDATE)
                            .category(Category.DATA)
                            .target(Target.of("user", member))
                            .change("email", before, address)
                            .with("header", header)
                            .data(DataClass.CONFIDENTIAL, key)
                            .build());
            return Answer.done("Address changed");
        });
    }

    /** Records that a member's card is lost, in the member's words, with what the terminal at the door sent along. */
    public Answer cardLost(String member, String words, String doorCode, int tokens) {
        return requests.call(tx -> {
            trail.act(
                    tx,
                    trail.event(CARD_LOST)
                            .category(Category.DATA)
                            .target(Target.of("user", member))
                            .with("words", words)
                            .with("door_code", doorCode)
                            .with("tokens", tokens)
                            .build());
            return Answer.done("Card blocked");
        });
    }

    /** What an event tells of a member, for those who may see it; and whether it still can. */
    public RevealResult reveal(DSLContext tx, SecurityEvent event) {
        return subjects.reveal(tx, event);
    }

    /**
     * Forgets a member: name and address in the account, which lendings still need, and whatever the log tells; that
     * something happened stays proven.
     */
    public ErasureResult erase(String member) {
        return requests.call(tx -> {
            ErasureResult result =
                    erasures.erase(tx, member, RequestScope.current().actor(), "gdpr_art_17");
            if (result instanceof ErasureResult.Erased) {
                tx.execute("UPDATE \"user\" SET name = 'erased', email = id || '@erased.invalid' WHERE id = ?", member);
            }
            return result;
        });
    }
}
