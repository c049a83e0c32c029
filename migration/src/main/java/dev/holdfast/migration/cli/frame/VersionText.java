package dev.holdfast.migration.cli.frame;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The program's version: that of the jar it was started from. */
public final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(VersionText.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
        return new String[] {"holdfast " + version, "Java " + Runtime.version(), "PostgreSQL 15 to 18"};
    }
}
