package dev.holdfast.audit.export;

import org.junit.jupiter.api.Nested;

/** The four ready forms keep the port's contract. */
class ExportFormatContractTest {
    static final ExportProduct PRODUCT = new ExportProduct("Marken|haus", "Marken\\mate", "4.2");

    @Nested
    class Ndjson extends ExportFormatContract {
        @Override
        protected ExportFormat format() {
            return ExportFormat.ndjson();
        }
    }

    @Nested
    class Csv extends ExportFormatContract {
        @Override
        protected ExportFormat format() {
            return ExportFormat.csv();
        }
    }

    @Nested
    class Ocsf extends ExportFormatContract {
        @Override
        protected ExportFormat format() {
            return ExportFormat.ocsf(PRODUCT);
        }
    }

    @Nested
    class Cef extends ExportFormatContract {
        @Override
        protected ExportFormat format() {
            return ExportFormat.cef(PRODUCT);
        }
    }
}
