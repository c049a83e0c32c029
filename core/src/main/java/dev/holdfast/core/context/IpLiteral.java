package dev.holdfast.core.context;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Reads IP address literals by hand: the JDK's parser falls back to asking a name server, which a client's header must
 * never make it do.
 */
public final class IpLiteral {
    private static final int GROUPS = 8;
    private static final int MAX_LENGTH = 80;

    private IpLiteral() {}

    /**
     * The address as PostgreSQL's inet takes it: IPv6 in the form of RFC 5952, a zone ({@code %eth0}) left out since inet
     * has none, and an IPv4-mapped address as the IPv4 address it stands for, so that one client has one address.
     *
     * @param text what may be an address
     * @return the one way of writing it, or empty when it is no literal
     */
    public static Optional<String> canonical(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return v4(text) >= 0 ? Optional.of(text) : v6(text).map(IpLiteral::written);
    }

    /**
     * The address in network byte order; an IPv4-mapped address has the four bytes of the IPv4 address it stands for.
     *
     * @param text what may be an address
     * @return 4 or 16 bytes, or empty when it is no literal
     */
    public static Optional<byte[]> bytes(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        long v4 = v4(text);
        return v4 >= 0
                ? Optional.of(
                        ByteBuffer.allocate(Integer.BYTES).putInt((int) v4).array())
                : v6(text).map(IpLiteral::pairs);
    }

    /** The address as a number, or -1. Octets have no leading zeros, which some readers take for octal (RFC 6943 §3.1.1). */
    private static long v4(String text) {
        long address = 0;
        int octet = -1;
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '.' && octet >= 0 && dots < 3) {
                address = address << Byte.SIZE | octet;
                octet = -1;
                dots++;
            } else if (character >= '0' && character <= '9' && octet != 0) {
                octet = Math.max(octet, 0) * 10 + character - '0';
                if (octet > 0xFF) {
                    return -1;
                }
            } else {
                return -1;
            }
        }
        return dots == 3 && octet >= 0 ? address << Byte.SIZE | octet : -1;
    }

    private static byte[] pairs(List<Integer> groups) {
        List<Integer> written = isMapped(groups) ? groups.subList(GROUPS - 2, GROUPS) : groups;
        ByteBuffer bytes = ByteBuffer.allocate(written.size() * Short.BYTES);
        written.forEach(group -> bytes.putShort(group.shortValue()));
        return bytes.array();
    }

    /** The groups without the zone. */
    private static Optional<List<Integer>> v6(String text) {
        int zone = text.indexOf('%');
        if (zone == text.length() - 1) {
            return Optional.empty();
        }
        return groups(zone < 0 ? text : text.substring(0, zone));
    }

    /** The eight groups, by RFC 4291 §2.2. */
    private static Optional<List<Integer>> groups(String text) {
        int gap = text.indexOf("::");
        if (gap != text.lastIndexOf("::")) {
            return Optional.empty();
        }
        if (gap < 0) {
            return part(text, true).filter(all -> all.size() == GROUPS);
        }
        Optional<List<Integer>> head = part(text.substring(0, gap), false);
        Optional<List<Integer>> tail = part(text.substring(gap + 2), true);
        return head.flatMap(left -> tail.flatMap(right -> joined(left, right)));
    }

    private static Optional<List<Integer>> joined(List<Integer> head, List<Integer> tail) {
        // "::" stands for at least one group.
        if (head.size() + tail.size() >= GROUPS) {
            return Optional.empty();
        }
        List<Integer> all = new ArrayList<>(head);
        while (all.size() + tail.size() < GROUPS) {
            all.add(0);
        }
        all.addAll(tail);
        return Optional.of(all);
    }

    private static Optional<List<Integer>> part(String text, boolean mayEndInV4) {
        List<Integer> groups = new ArrayList<>();
        if (text.isEmpty()) {
            return Optional.of(groups);
        }
        String[] words = text.split(":", -1);
        for (int i = 0; i < words.length; i++) {
            if (isGroup(words[i])) {
                groups.add(Integer.parseInt(words[i], 16));
            } else if (mayEndInV4 && i == words.length - 1 && v4(words[i]) >= 0) {
                long octets = v4(words[i]);
                groups.add((int) (octets >> Short.SIZE));
                groups.add((int) (octets & 0xFFFF));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(groups);
    }

    /** One to four hexadecimal digits. */
    private static boolean isGroup(String word) {
        return !word.isEmpty() && word.length() <= 4 && word.chars().allMatch(HexFormat::isHexDigit);
    }

    private static String written(List<Integer> groups) {
        return isMapped(groups) ? dotted(groups.get(6), groups.get(7)) : compressed(groups);
    }

    private static boolean isMapped(List<Integer> groups) {
        return groups.get(5) == 0xFFFF && zerosAt(groups, 0) == 5;
    }

    private static String dotted(int high, int low) {
        return (high >> 8) + "." + (high & 0xFF) + "." + (low >> 8) + "." + (low & 0xFF);
    }

    /** RFC 5952 §4: lower case, no leading zeros, the first of the longest runs of two or more zeros as "::". */
    private static String compressed(List<Integer> groups) {
        int from = 0;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = zerosAt(groups, i);
            if (run > length) {
                from = i;
                length = run;
            }
        }
        return length == 1
                ? hex(groups)
                : hex(groups.subList(0, from)) + "::" + hex(groups.subList(from + length, GROUPS));
    }

    private static int zerosAt(List<Integer> groups, int from) {
        int at = from;
        while (at < GROUPS && groups.get(at) == 0) {
            at++;
        }
        return at - from;
    }

    private static String hex(List<Integer> groups) {
        StringJoiner text = new StringJoiner(":");
        groups.forEach(group -> text.add(Integer.toHexString(group)));
        return text.toString();
    }
}
