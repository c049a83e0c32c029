package dev.holdfast.examples.omniscience.contract;

import dev.holdfast.auth.throttle.policy.NameForm;

/** For a lookup that passes over dots and hyphens, so that {@code mira.k} is {@code MiraK}. Thread-safe. */
final class DottedNames implements NameForm {
    private final NameForm spelling = NameForm.ignoringCase();

    @Override
    public String canonical(String typed) {
        // Before and after: some characters are dots only in their plain form, and what stood around one may compose.
        String plain = spelling.canonical(typed);
        return spelling.canonical(plain.replace(".", "").replace("-", ""));
    }
}
