package dev.holdfast.migration.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A folder of scripts, named as Flyway names it: {@code filesystem:path} or {@code classpath:path}.
 *
 * <p>Sub-folders belong to it. A location that does not exist is refused: a migrator that finds nothing and says
 * "nothing to do" hides the mistake. The class path is that of the thread's context class loader; every directory and jar
 * on it that holds the folder counts, and a jar must have an entry for the folder itself, as build tools write it.
 *
 * @param text the location
 */
public record ScriptLocation(String text) {
    private static final String FILESYSTEM = "filesystem:";
    private static final String CLASSPATH = "classpath:";
    private static final String SETTINGS = ".conf";

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException when the location begins with neither of the two words
     */
    public ScriptLocation {
        boolean known = text.startsWith(FILESYSTEM) || text.startsWith(CLASSPATH);
        if (!known || text.endsWith(":")) {
            throw new IllegalArgumentException(
                    "location must begin with 'filesystem:' or 'classpath:' and name a folder, got '" + text + "'");
        }
    }

    /**
     * Reads every file of the location.
     *
     * @return the files, sorted by path
     * @throws IllegalArgumentException when the location does not exist or holds a file that is not UTF-8
     */
    public List<ScriptFile> files() {
        List<ScriptFile> files = new ArrayList<>();
        try {
            if (text.startsWith(FILESYSTEM)) {
                readFolder(Path.of(text.substring(FILESYSTEM.length())), files);
            } else {
                readClassPath(text.substring(CLASSPATH.length()).replaceAll("^/+|/+$", ""), files);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not read location " + text, e);
        }
        files.sort((a, b) -> a.path().compareTo(b.path()));
        return withSettings(files);
    }

    /** Gives each script the file of settings that lies beside it. */
    private static List<ScriptFile> withSettings(List<ScriptFile> files) {
        Map<String, String> settings = new HashMap<>();
        files.stream()
                .filter(file -> file.path().endsWith(SETTINGS))
                .forEach(file -> settings.put(file.path(), file.text()));
        return files.stream()
                .map(file -> new ScriptFile(
                        file.location(), file.path(), file.text(), settings.getOrDefault(file.path() + SETTINGS, "")))
                .toList();
    }

    private void readFolder(Path folder, List<ScriptFile> files) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw missing("no folder " + folder.toAbsolutePath());
        }
        // With the attributes that the walk has read: asking for them again is a call to the system for each file.
        try (Stream<Path> paths = Files.find(
                folder, Integer.MAX_VALUE, (path, kind) -> kind.isRegularFile() || isLinkToFile(path, kind))) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                String relative = folder.relativize(path).toString().replace('\\', '/');
                files.add(new ScriptFile(text, relative, decode(relative, Files.readAllBytes(path))));
            }
        }
    }

    private static boolean isLinkToFile(Path path, BasicFileAttributes kind) {
        return kind.isSymbolicLink() && Files.isRegularFile(path);
    }

    private void readClassPath(String folder, List<ScriptFile> files) throws IOException {
        List<URL> roots = Collections.list(loader().getResources(folder));
        if (roots.isEmpty()) {
            throw missing("nothing on the class path is called " + folder);
        }
        for (URL root : roots) {
            if (root.openConnection() instanceof JarURLConnection jar) {
                readJar(jar, folder + "/", files);
            } else {
                readFolder(Path.of(URI.create(root.toString())), files);
            }
        }
    }

    private void readJar(JarURLConnection connection, String prefix, List<ScriptFile> files) throws IOException {
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (!entry.isDirectory() && entry.getName().startsWith(prefix)) {
                    String relative = entry.getName().substring(prefix.length());
                    try (InputStream in = jar.getInputStream(entry)) {
                        files.add(new ScriptFile(text, relative, decode(relative, in.readAllBytes())));
                    }
                }
            }
        }
    }

    private String decode(String path, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("file must be UTF-8, got other bytes in " + path + " of " + text, e);
        }
    }

    private IllegalArgumentException missing(String why) {
        return new IllegalArgumentException(
                "location must exist, got '" + text + "' (" + why + "): create it or correct the name");
    }

    private static ClassLoader loader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null ? context : ScriptLocation.class.getClassLoader();
    }
}
