package dev.holdfast.auth.password.rule;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Passwords that are too common to be chosen, compared in NFKC and lower case.
 *
 * <p>Immutable and thread-safe. The list that comes with Holdfast takes some megabytes of heap: make it once.
 */
public final class BlockList {
    private static final String RESOURCE = "common-passwords.txt.gz";

    private final Set<String> entries;

    private BlockList(Set<String> entries) {
        this.entries = entries;
    }

    /**
     * The list that comes with Holdfast: some 49,000 of the most common passwords; origin and licence stand beside it.
     *
     * @return the list
     */
    public static BlockList common() {
        try (InputStream in = BlockList.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("resource " + RESOURCE + " must be on the class path beside BlockList");
            }
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8));
            return of(lines.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException("block-list " + RESOURCE + " could not be read", e);
        }
    }

    /**
     * A host's own list.
     *
     * @param passwords the passwords
     * @return the list
     */
    public static BlockList of(Collection<String> passwords) {
        return new BlockList(normalised(passwords));
    }

    /**
     * The same with more entries.
     *
     * @param passwords such as the names of the host's products
     * @return the list
     */
    public BlockList with(Collection<String> passwords) {
        Set<String> more = new LinkedHashSet<>(entries);
        more.addAll(normalised(passwords));
        return new BlockList(Set.copyOf(more));
    }

    /**
     * How many entries there are after normalisation.
     *
     * @return the number
     */
    public int size() {
        return entries.size();
    }

    /**
     * Whether the password is on the list, or repeats an entry or up to three characters to its end.
     *
     * @param password the password
     * @return true when it is too common
     */
    public boolean contains(String password) {
        String text = normalised(password);
        return entries.contains(text) || repeats(text);
    }

    private boolean repeats(String text) {
        for (int unit = 1; unit <= text.length() / 2; unit++) {
            if (text.startsWith(text.substring(unit)) && (unit <= 3 || entries.contains(text.substring(0, unit)))) {
                return true;
            }
        }
        return false;
    }

    static String normalised(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static Set<String> normalised(Collection<String> passwords) {
        Set<String> entries = new LinkedHashSet<>();
        passwords.forEach(password -> entries.add(normalised(password)));
        return Set.copyOf(entries);
    }
}
