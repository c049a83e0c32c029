package dev.holdfast.migration.statement;

import dev.holdfast.migration.sql.Phrase;
import dev.holdfast.migration.sql.TokenCursor;
import dev.holdfast.migration.statement.effect.Effect;
import dev.holdfast.migration.statement.effect.LockMode;
import dev.holdfast.migration.statement.effect.Reach;
import dev.holdfast.migration.statement.effect.TransactionUse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One form of a command: the phrases it is known by, and what such a statement does. What a phrase finds as a name is a
 * target; what it finds as a table is what {@link #alters}, {@link #on} or a detail makes of it. Immutable.
 */
final class Form {
    /** What is to be said about a statement of the form; false when a part of it is not known. */
    interface Detail {
        boolean read(Phrase.Match match, Facts facts);
    }

    private final String command;
    private final List<Phrase> phrases;
    private final List<Detail> details;

    private Form(String command, List<Phrase> phrases, List<Detail> details) {
        this.command = command;
        this.phrases = phrases;
        this.details = details;
    }

    static Form of(String command, String... phrases) {
        return new Form(command, Arrays.stream(phrases).map(Phrase::of).toList(), List.of());
    }

    /** Whether a statement that begins with these two words can be of this form. */
    boolean mayBe(String first, String second) {
        return phrases.stream()
                .map(Phrase::lead)
                .anyMatch(lead -> lead.size() < 2
                        ? lead.isEmpty() || lead.get(0).equals(first)
                        : lead.get(0).equals(first) && lead.get(1).equals(second));
    }

    /** The words that its phrases begin with, first and second, where they are plain words. */
    Stream<List<String>> leads() {
        return phrases.stream().map(Phrase::lead);
    }

    Form with(Detail detail) {
        return new Form(
                command,
                phrases,
                Stream.concat(details.stream(), Stream.of(detail)).toList());
    }

    private interface Always {
        Facts say(Phrase.Match match, Facts facts);
    }

    private Form always(Always always) {
        return with((match, facts) -> always.say(match, facts) == facts);
    }

    /** The tables are targets, and locked. */
    Form alters(LockMode mode) {
        return always((match, facts) -> facts.targets(match.tables()).lock(match.tables(), mode));
    }

    /** The tables are locked, without being targets. */
    Form on(LockMode mode) {
        return always((match, facts) -> facts.lock(match.tables(), mode));
    }

    Form use(TransactionUse use) {
        return always((match, facts) -> facts.transaction(use));
    }

    Form outside() {
        return use(TransactionUse.OUTSIDE);
    }

    Form rewrites(Effect effect) {
        return always((match, facts) -> facts.rewrites(effect));
    }

    Form scans(Effect effect) {
        return always((match, facts) -> facts.scans(effect));
    }

    Form losesData() {
        return always((match, facts) -> facts.losesData(true));
    }

    Form reaches(Reach reach) {
        return always((match, facts) -> facts.reaches(reach));
    }

    /** What follows is a query. */
    Form queries() {
        return always((match, facts) -> facts.query(match.rest()));
    }

    /** What the statement is, when it is of this form. */
    Optional<StatementClass> read(TokenCursor cursor) {
        int mark = cursor.mark();
        for (Phrase phrase : phrases) {
            Optional<Phrase.Match> match = phrase.in(cursor);
            cursor.reset(mark);
            if (match.isPresent()) {
                Facts facts = new Facts(command).targets(match.get().names());
                return details.stream().allMatch(detail -> detail.read(match.get(), facts))
                        ? Optional.of(facts.known())
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
