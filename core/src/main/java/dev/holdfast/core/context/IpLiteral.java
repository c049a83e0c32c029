package dev.holdfast.core.context;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * Reads IP address literals by hand: the JDK's parser falls back to asking a name server, which a client's header must
 * never make it do.
 */
public final class IpLiteral {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
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
        if (V4.matcher(text).matches()) {
            return Optional.of(text);
        }
        int zone = text.indexOf('%');
        if (zone == text.length() - 1) {
            return Optional.empty();
        }
        return groups(zone < 0 ? text : text.substring(0, zone)).map(IpLiteral::written);
    }

    /**
     * The address in network byte order; an IPv4-mapped address has the four bytes of the IPv4 address it stands for.
     *
     * @param text what may be an address
     * @return 4 or 16 bytes, or empty when it is no literal
     */
    public static Optional<byte[]> bytes(String text) {
        return canonical(text).map(address -> address.indexOf(':') < 0 ? octets(address) : pairs(address));
    }

    private static byte[] octets(String dotted) {
        String[] words = dotted.split("\\.", -1);
        byte[] bytes = new byte[words.length];
        for (int i = 0; i < words.length; i++) {
            bytes[i] = (byte) Integer.parseInt(words[i]);
        }
        return bytes;
    }

    private static byte[] pairs(String colons) {
        ByteBuffer bytes = ByteBuffer.allocate(GROUPS * Short.BYTES);
        groups(colons).orElseThrow().forEach(group -> bytes.putShort(group.shortValue()));
        return bytes.array();
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
            if (GROUP.matcher(words[i]).matches()) {
                groups.add(Integer.parseInt(words[i], 16));
            } else if (mayEndInV4
                    && i == words.length - 1
                    && V4.matcher(words[i]).matches()) {
                String[] octets = words[i].split("\\.", -1);
                groups.add(Integer.parseInt(octets[0]) << 8 | Integer.parseInt(octets[1]));
                groups.add(Integer.parseInt(octets[2]) << 8 | Integer.parseInt(octets[3]));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(groups);
    }

    private static String written(List<Integer> groups) {
        boolean mapped = groups.subList(0, 5).stream().allMatch(group -> group == 0) && groups.get(5) == 0xFFFF;
        return mapped ? dotted(groups.get(6), groups.get(7)) : compressed(groups);
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
