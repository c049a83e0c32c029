package dev.holdfast.audit.privacy.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells by a name whether what stands under it is secret. */
final class KeyNames {
    /** The last word of a name that tells something about a secret, and not the secret: {@code token_id}. */
    private static final Set<String> FACTS = Set.of(
            "id", "ids", "count", "type", "at", "status", "version", "algorithm", "length", "policy", "lifetime");

    private final RedactionPolicy policy;
    private final NameParts parts;

    KeyNames(RedactionPolicy policy) {
        this.policy = policy;
        this.parts = NameParts.of(policy.fragments(), policy.words());
    }

    boolean isSecret(String name) {
        return parts.mayBeIn(name) && isSecretByItsWords(name);
    }

    /** The rule itself; what {@link NameParts} says is only ever a reason not to ask. */
    boolean isSecretByItsWords(String name) {
        List<String> words = words(name);
        String joined = String.join("", words);
        if (words.isEmpty() || policy.allowed().contains(joined)) {
            return false;
        }
        if (policy.words().stream().anyMatch(words::contains)) {
            return true;
        }
        boolean fact = FACTS.contains(words.get(words.size() - 1));
        for (String fragment : policy.fragments()) {
            if (fact ? joined.endsWith(fragment) : joined.contains(fragment)) {
                return true;
            }
        }
        return false;
    }

    /** {@code Set-Cookie}, {@code apiKey} and {@code user.API_KEY} as their words in lower case. */
    static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Character.isLetterOrDigit(c)) {
                end(words, word);
                continue;
            }
            if (Character.isUpperCase(c) && beginsWord(name, i)) {
                end(words, word);
            }
            word.append(c);
        }
        end(words, word);
        return words;
    }

    static String joined(String name) {
        return String.join("", words(name));
    }

    /** In {@code userAPIKey} the words are user, API and Key. */
    private static boolean beginsWord(String name, int at) {
        return at > 0
                && (Character.isLowerCase(name.charAt(at - 1))
                        || (at + 1 < name.length() && Character.isLowerCase(name.charAt(at + 1))));
    }

    private static void end(List<String> words, StringBuilder word) {
        if (word.length() > 0) {
            words.add(word.toString().toLowerCase(Locale.ROOT));
            word.setLength(0);
        }
    }
}
