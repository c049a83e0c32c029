package dev.holdfast.audit.privacy.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.privacy.redact.ValueDetector.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a detector of secrets must keep to; a host's own detector is tested by a child of this class. */
public abstract class ValueDetectorContract {
    private static final int LONGEST = 2000;

    /** The detector. */
    protected abstract ValueDetector detector();

    /** Texts with one secret each, which stands between {@code «} and {@code »}: {@code Bearer «mF_9.B5f-4.1JqM»}. */
    protected abstract List<String> secrets();

    /** Texts that look alike and hold none. */
    protected abstract List<String> innocent();

    @Test
    void kind_isAWordForTheMark() {
        assertThat(detector().kind()).matches("[a-z]{1,16}");
    }

    @Test
    void find_secret_isThatSecretAndNoMore() {
        assertThat(secrets()).isNotEmpty().allSatisfy(sample -> {
            int from = sample.indexOf('«');
            int until = sample.indexOf('»') - 1;
            assertThat(detector().find(bare(sample))).containsExactly(new Span(from, until));
        });
    }

    @Test
    void find_secretsAmongWords_areAllFound() {
        assertThat(secrets()).allSatisfy(sample -> {
            String text = "before " + bare(sample) + " after, and " + bare(sample) + " end";
            String secret = sample.substring(sample.indexOf('«') + 1, sample.indexOf('»'));
            assertThat(detector().find(text))
                    .extracting(span -> text.substring(span.from(), span.until()))
                    .containsExactly(secret, secret);
        });
    }

    @Test
    void find_innocentText_isNothing() {
        assertThat(innocent())
                .isNotEmpty()
                .allSatisfy(text -> assertThat(detector().find(text)).isEmpty());
    }

    /** What makes careless scanners read a text over and over: beginnings of secrets that never end. */
    @Test
    void find_hostileText_givesSpansInOrderWithinIt() {
        assertThat(secrets()).map(ValueDetectorContract::bare).allSatisfy(secret -> {
            for (int part = 1; part <= secret.length(); part++) {
                String text = secret.substring(0, part).repeat(LONGEST / part);
                int end = 0;
                for (Span span : detector().find(text)) {
                    assertThat(span.from()).isGreaterThanOrEqualTo(end);
                    assertThat(span.until()).isLessThanOrEqualTo(text.length());
                    end = span.until();
                }
            }
        });
    }

    private static String bare(String sample) {
        return sample.replace("«", "").replace("»", "");
    }
}
