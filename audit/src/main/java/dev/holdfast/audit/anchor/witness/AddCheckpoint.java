package dev.holdfast.audit.anchor.witness;

import dev.holdfast.audit.anchor.AnchorException;
import dev.holdfast.audit.anchor.Growth;
import dev.holdfast.audit.seal.tree.TreeHash;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The one call of the protocol (C2SP tlog-witness, add-checkpoint). */
final class AddCheckpoint {
    private final String anchor;
    private final HttpClient client;
    private final WitnessPolicy policy;
    private final URI address;

    AddCheckpoint(String anchor, HttpClient client, WitnessPolicy policy) {
        this.anchor = anchor;
        this.client = client;
        this.policy = policy;
        String prefix = policy.submission().toString();
        this.address = URI.create(
                (prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix) + "/add-checkpoint");
    }

    /** An answer. */
    record Answer(int status, String body) {}

    Answer send(Growth growth, long old) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(policy.timeout())
                .POST(HttpRequest.BodyPublishers.ofString(body(growth, old)))
                .build();
        CompletableFuture<HttpResponse<String>> call = client.sendAsync(request, head -> new BoundedBody());
        try {
            // The request's own timeout ends with the head of the answer.
            HttpResponse<String> response = call.get(policy.timeout().toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("must be asked without interruption", e);
        } catch (TimeoutException e) {
            throw failed("must answer within " + policy.timeout() + ", it did not: publish again later", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof IOException io ? io : e;
            throw failed("could not be reached at " + address.getHost() + " (" + cause + ")", cause);
        } finally {
            boolean unused = call.cancel(true);
        }
    }

    private static String body(Growth growth, long old) {
        StringBuilder body = new StringBuilder("old ").append(old).append('\n');
        for (TreeHash hash : growth.since(old).path()) {
            body.append(hash).append('\n');
        }
        return body.append('\n').append(growth.checkpoint().note()).toString();
    }

    private AnchorException failed(String rule, Throwable cause) {
        return new AnchorException(anchor, rule, cause);
    }
}
