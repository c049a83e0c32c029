package dev.holdfast.migration.phase;

import dev.holdfast.core.Require;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of an application, ordered as Semantic Versioning 2.0.0 §11 orders it; one to six numbers are taken, and a
 * missing one is 0.
 *
 * @param text such as {@code 2.4.0}, {@code v2.4} or {@code 2.4.0-rc.1+build7}
 */
public record ApplicationVersion(String text) implements Comparable<ApplicationVersion> {
    private static final Pattern FORM = Pattern.compile(
            "v?(?<numbers>\\d{1,18}(\\.\\d{1,18}){0,5})(-(?<early>[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*))?(\\+[0-9A-Za-z.-]+)?");
    private static final int MAX_LENGTH = 100;

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException when the text is no version
     */
    public ApplicationVersion {
        Require.matching("version", Require.text("version", text, MAX_LENGTH), FORM, "must be like 2.4.0");
    }

    @Override
    public int compareTo(ApplicationVersion other) {
        int byNumbers = compare(numbers(), other.numbers());
        if (byNumbers != 0) {
            return byNumbers;
        }
        String early = early();
        String otherEarly = other.early();
        if (early.isEmpty() || otherEarly.isEmpty()) {
            // A pre-release comes before its release.
            return Boolean.compare(early.isEmpty(), otherEarly.isEmpty());
        }
        return comparePreReleases(early.split("\\.", -1), otherEarly.split("\\.", -1));
    }

    /** Equal when neither is older than the other, so that {@code 2.4} is {@code 2.4.0}. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ApplicationVersion version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        List<BigInteger> numbers = new ArrayList<>(numbers());
        while (!numbers.isEmpty() && numbers.get(numbers.size() - 1).signum() == 0) {
            numbers.remove(numbers.size() - 1);
        }
        return 31 * numbers.hashCode() + early().hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private List<BigInteger> numbers() {
        List<BigInteger> numbers = new ArrayList<>();
        for (String number : matched().group("numbers").split("\\.", -1)) {
            numbers.add(new BigInteger(number));
        }
        return numbers;
    }

    private String early() {
        String early = matched().group("early");
        return early == null ? "" : early;
    }

    private Matcher matched() {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalStateException("checked when made");
        }
        return matcher;
    }

    private static int compare(List<BigInteger> left, List<BigInteger> right) {
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            BigInteger a = i < left.size() ? left.get(i) : BigInteger.ZERO;
            BigInteger b = i < right.size() ? right.get(i) : BigInteger.ZERO;
            if (!a.equals(b)) {
                return a.compareTo(b);
            }
        }
        return 0;
    }

    private static int comparePreReleases(String[] left, String[] right) {
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            int compared = compareIdentifiers(left[i], right[i]);
            if (compared != 0) {
                return compared;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    private static int compareIdentifiers(String left, String right) {
        boolean leftNumber = left.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean rightNumber = right.chars().allMatch(c -> c >= '0' && c <= '9');
        if (leftNumber && rightNumber) {
            return new BigInteger(left).compareTo(new BigInteger(right));
        }
        // A number comes before a word.
        return leftNumber != rightNumber ? (leftNumber ? -1 : 1) : left.compareTo(right);
    }
}
