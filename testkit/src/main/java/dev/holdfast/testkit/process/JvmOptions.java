package dev.holdfast.testkit.process;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a {@link ForkedJvm} is started; immutable, each {@code with…} gives a changed copy.
 *
 * @param prefix words put before the {@code java} command, such as a program that changes the user
 * @param classPath the class path
 * @param jvmArguments arguments of the JVM itself
 * @param properties system properties
 * @param environment environment variables set in addition to this JVM's own
 */
public record JvmOptions(
        List<String> prefix,
        String classPath,
        List<String> jvmArguments,
        Map<String, String> properties,
        Map<String, String> environment) {

    private static final String OURS = "holdfast.";
    private static final Set<String> FOLDERS = Set.of("java.io.tmpdir", "user.home");

    /** Makes defensive copies. */
    public JvmOptions {
        prefix = List.copyOf(prefix);
        jvmArguments = List.copyOf(jvmArguments);
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /**
     * This JVM's class path, temporary and home folder, and its system properties that begin with {@code holdfast.}.
     *
     * @return the options
     */
    public static JvmOptions inherited() {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith(OURS) || FOLDERS.contains(name)) {
                properties.put(name, System.getProperty(name, ""));
            }
        }
        // Short-lived children spend their time starting; the first compiler alone starts them sooner.
        List<String> quick = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        return new JvmOptions(List.of(), System.getProperty("java.class.path", ""), quick, properties, Map.of());
    }

    /**
     * These options with words before the command.
     *
     * @param words a program and its arguments, which in turn runs the rest of its command line
     * @return the changed copy
     */
    public JvmOptions withPrefix(List<String> words) {
        return new JvmOptions(words, classPath, jvmArguments, properties, environment);
    }

    /**
     * These options with another class path.
     *
     * @param path in the notation of {@code java -cp}
     * @return the changed copy
     */
    public JvmOptions withClassPath(String path) {
        return new JvmOptions(prefix, path, jvmArguments, properties, environment);
    }

    /**
     * These options with one more argument of the JVM itself.
     *
     * @param argument such as {@code -Xmx64m}
     * @return the changed copy
     */
    public JvmOptions withJvmArgument(String argument) {
        List<String> changed = new ArrayList<>(jvmArguments);
        changed.add(argument);
        return new JvmOptions(prefix, classPath, changed, properties, environment);
    }

    /**
     * These options with one more system property.
     *
     * @param name its name
     * @param value its value
     * @return the changed copy
     */
    public JvmOptions withProperty(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(properties);
        changed.put(name, value);
        return new JvmOptions(prefix, classPath, jvmArguments, changed, environment);
    }

    /**
     * These options with one more environment variable.
     *
     * @param name its name
     * @param value its value
     * @return the changed copy
     */
    public JvmOptions withEnvironment(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(environment);
        changed.put(name, value);
        return new JvmOptions(prefix, classPath, jvmArguments, properties, changed);
    }

    List<String> command(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(jvmArguments);
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(arguments);
        return command;
    }
}
