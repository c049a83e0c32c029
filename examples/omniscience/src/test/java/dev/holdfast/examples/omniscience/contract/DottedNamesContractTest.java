package dev.holdfast.examples.omniscience.contract;

import dev.holdfast.auth.throttle.policy.NameForm;
import dev.holdfast.auth.throttle.policy.NameFormContract;
import java.util.List;

class DottedNamesContractTest extends NameFormContract {
    @Override
    protected NameForm form() {
        return new DottedNames();
    }

    @Override
    protected List<List<String>> spellings() {
        return List.of(List.of("mira.k", "MiraK", " mira-k ", "m.i.r.a.k"), List.of("Jo\u00EBl", "jo-e\u0308l"));
    }

    @Override
    protected List<String> strangers() {
        return List.of("mirak", "mira", "joel", "");
    }
}
