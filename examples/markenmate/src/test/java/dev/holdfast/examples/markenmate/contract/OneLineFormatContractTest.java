package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.audit.export.ExportFormat;
import dev.holdfast.audit.export.ExportFormatContract;

class OneLineFormatContractTest extends ExportFormatContract {
    @Override
    protected ExportFormat format() {
        return new OneLineFormat();
    }
}
