package dev.holdfast.auth.password.rule;

import dev.holdfast.core.Require;
import dev.holdfast.core.secret.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The k-anonymity protocol over HTTP. Logs failures by their class: a message could quote the address with the digits. */
final class RangeQuery implements BreachedPasswords {
    private static final Logger LOG = LoggerFactory.getLogger(RangeQuery.class);
    private static final int PREFIX = 5;
    private static final int OK = 200;

    /** Some 24,000 entries; five digits of SHA-1 have some 2,000 in the largest collection there is. */
    static final int MAX_BYTES = 1 << 20;

    private static final Pattern LINE = Pattern.compile("[0-9A-F]{35}:[0-9]{1,18}");

    private final HttpClient client;
    private final URI service;
    private final Duration timeout;

    RangeQuery(HttpClient client, URI service, Duration timeout) {
        this.client = client;
        this.service = service;
        this.timeout = Require.between("timeout", timeout, Duration.ofMillis(100), Duration.ofSeconds(30));
    }

    @Override
    public Answer lookup(Secret password) {
        String hash = sha1(password);
        HttpRequest request = HttpRequest.newBuilder(URI.create(service + hash.substring(0, PREFIX)))
                .header("Add-Padding", "true")
                .header("User-Agent", "holdfast")
                .build();
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, head -> new BoundedText(MAX_BYTES));
        try {
            // The client's own time-out ends with the headers; this one holds for the body as well.
            return read(answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS), hash.substring(PREFIX));
        } catch (ExecutionException | TimeoutException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            LOG.warn(
                    "breached-password service gave no answer: {}",
                    why.getClass().getName());
            return Answer.UNAVAILABLE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.UNAVAILABLE;
        } finally {
            boolean unused = answer.cancel(true);
        }
    }

    private static Answer read(HttpResponse<String> response, String suffix) {
        if (response.statusCode() != OK) {
            LOG.warn("breached-password service answered with status {}", response.statusCode());
            return Answer.UNAVAILABLE;
        }
        Answer answer = Answer.UNKNOWN;
        for (String line : response.body().lines().toList()) {
            String entry = line.strip().toUpperCase(Locale.ROOT);
            if (!LINE.matcher(entry).matches()) {
                LOG.warn("breached-password service answered in another form than suffix:count");
                return Answer.UNAVAILABLE;
            }
            // Padding has the count 0.
            if (entry.startsWith(suffix) && Long.parseLong(entry.substring(suffix.length() + 1)) > 0) {
                answer = Answer.BREACHED;
            }
        }
        return answer;
    }

    private static String sha1(Secret password) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(password.exposeBytes());
            return HexFormat.of().withUpperCase().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM must offer SHA-1", e);
        }
    }
}
