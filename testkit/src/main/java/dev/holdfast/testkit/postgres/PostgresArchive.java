package dev.holdfast.testkit.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packed server programs of one PostgreSQL version, found on the class path.
 *
 * @param url where the archive is read from
 * @param version the artifact's version, such as {@code 15.19.0}, or {@code unknown} when its jar was renamed
 */
record PostgresArchive(URL url, String version) {

    static final String VERSION_PROPERTY = "holdfast.postgres.version";

    private static final String GROUP_ID = "io.zonky.test.postgres";
    private static final Pattern JAR_VERSION = Pattern.compile("-(\\d+(?:\\.\\d+)+[^/!]*)\\.jar!");

    /** The archive of the wanted version; else of the property's version; else the first on the class path. */
    static PostgresArchive find(Optional<String> wanted) {
        Platform platform = Platform.current();
        List<PostgresArchive> present = onClassPath(platform);
        Optional<String> version = wanted.or(() -> Optional.ofNullable(System.getProperty(VERSION_PROPERTY)));
        return present.stream()
                .filter(archive -> version.isEmpty() || archive.version.equals(version.get()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(missing(platform, version, present)));
    }

    InputStream open() throws IOException {
        return url.openStream();
    }

    private static List<PostgresArchive> onClassPath(Platform platform) {
        try {
            ClassLoader loader = PostgresArchive.class.getClassLoader();
            return Collections.list(loader.getResources(platform.resource())).stream()
                    .map(url -> new PostgresArchive(url, versionIn(url)))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Several versions' jars hold the same resource name, so only the jar's own name tells them apart. */
    private static String versionIn(URL url) {
        Matcher matcher = JAR_VERSION.matcher(url.toString());
        return matcher.find() ? matcher.group(1) : "unknown";
    }

    private static String missing(Platform platform, Optional<String> version, List<PostgresArchive> present) {
        return "No PostgreSQL server programs for %s on %s on the class path (found: %s): add %s:%s:%s as a test dependency"
                .formatted(
                        version.map(v -> "version " + v).orElse("any version"),
                        platform.os() + "/" + platform.cpu(),
                        present.stream().map(PostgresArchive::version).toList(),
                        GROUP_ID,
                        platform.artifactId(),
                        version.orElse("<version>"));
    }
}
