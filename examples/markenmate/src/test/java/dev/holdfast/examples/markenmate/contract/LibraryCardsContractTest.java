package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.audit.privacy.redact.ValueDetector;
import dev.holdfast.audit.privacy.redact.ValueDetectorContract;
import dev.holdfast.examples.markenmate.app.LibraryCards;
import java.util.List;

class LibraryCardsContractTest extends ValueDetectorContract {
    @Override
    protected ValueDetector detector() {
        return new LibraryCards();
    }

    @Override
    protected List<String> secrets() {
        return List.of("«MM-20260117»", "card «MM-00000001» was lost");
    }

    @Override
    protected List<String> innocent() {
        return List.of("MM-2026", "MM-202601170", "the year 20260117", "MM- MM-");
    }
}
