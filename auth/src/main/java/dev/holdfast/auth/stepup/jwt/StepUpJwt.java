package dev.holdfast.auth.stepup.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.util.Base64URL;
import dev.holdfast.core.Require;
import dev.holdfast.core.secret.Key;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The written form of signed step-up tokens: JWS compact, HS256, {@code typ} {@code step-up+jwt}, from one issuer to one
 * audience.
 *
 * <p>HS256, because the same application issues and spends; the keys are of purpose {@value #PURPOSE} and serve nothing
 * else. What is read is first taken apart strictly, then its signature is checked, then its claims. Thread-safe.
 *
 * <p>Sources: RFC 7515, RFC 7519, RFC 8725 §3.1 (algorithm fixed), §3.11 (explicit type).
 */
public final class StepUpJwt {
    /** The purpose of the key ring. */
    public static final String PURPOSE = "step-up-jwt";

    /** The value of the header {@code typ}. */
    public static final String TYPE = "step-up+jwt";

    private static final Set<String> HEADER_NAMES = Set.of("alg", "typ", "kid");
    private static final int MAX_NAME = 200;

    private final String issuer;
    private final String audience;
    private final Supplier<KeyRing> keys;

    private StepUpJwt(String issuer, String audience, Supplier<KeyRing> keys) {
        this.issuer = Require.text("issuer", issuer, MAX_NAME);
        this.audience = Require.text("audience", audience, MAX_NAME);
        this.keys = keys;
    }

    /**
     * The form for one issuer and audience.
     *
     * @param issuer who issues, at most 200 characters
     * @param audience who spends, at most 200 characters
     * @param keys a ring of purpose {@value #PURPOSE}, asked at each use
     * @return the form
     * @throws IllegalArgumentException when a name is blank or too long, or the ring is for another purpose
     */
    public static StepUpJwt of(String issuer, String audience, Supplier<KeyRing> keys) {
        KeyRing unused = keys.get().require(PURPOSE);
        return new StepUpJwt(issuer, audience, keys);
    }

    /**
     * Writes and signs a token under the active key.
     *
     * @param claims what it says
     * @return the token's text
     */
    public Secret sign(StepUpClaims claims) {
        Key key = ring().active();
        JWSObject jws = new JWSObject(header(key), new Payload(ClaimsReader.write(issuer, audience, claims)));
        try {
            jws.sign(new MACSigner(key.material().exposeBytes()));
        } catch (JOSEException e) {
            throw new IllegalStateException("this JVM must offer HS256", e);
        }
        return Secret.ofText(jws.serialize());
    }

    /**
     * Reads what a client sent.
     *
     * @param presented the text
     * @return the claims, if it was made here; nothing about time or binding is checked
     */
    public JwtReading read(String presented) {
        Optional<CompactJws> parsed = CompactJws.parse(presented).filter(jws -> isOurs(jws.header()));
        if (parsed.isEmpty()) {
            return new JwtReading.Malformed();
        }
        CompactJws jws = parsed.get();
        Optional<Key> key = ring().accepted(String.valueOf(jws.header().get("kid")));
        if (key.isEmpty() || !isSigned(jws, key.get())) {
            return new JwtReading.Unknown();
        }
        try {
            return new JwtReading.Verified(ClaimsReader.read(issuer, audience, jws.payload()));
        } catch (IllegalArgumentException | ArithmeticException foreign) {
            return new JwtReading.Unknown();
        }
    }

    /** Exactly three members: no {@code crit}, {@code jku}, {@code jwk} or {@code x5c} that could ask for other keys. */
    private static boolean isOurs(Map<?, ?> header) {
        return header.keySet().equals(HEADER_NAMES)
                && JWSAlgorithm.HS256.getName().equals(header.get("alg"))
                && TYPE.equals(header.get("typ"))
                && header.get("kid") instanceof String;
    }

    private static boolean isSigned(CompactJws jws, Key key) {
        try {
            return new MACVerifier(key.material().exposeBytes())
                    .verify(
                            header(key),
                            jws.signingInput().getBytes(StandardCharsets.US_ASCII),
                            new Base64URL(jws.signature()));
        } catch (JOSEException e) {
            throw new IllegalStateException("this JVM must offer HS256", e);
        }
    }

    private static JWSHeader header(Key key) {
        return new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(new JOSEObjectType(TYPE))
                .keyID(key.id())
                .build();
    }

    private KeyRing ring() {
        return keys.get().require(PURPOSE);
    }

    @Override
    public String toString() {
        return "StepUpJwt[" + issuer + " -> " + audience + "]";
    }
}
