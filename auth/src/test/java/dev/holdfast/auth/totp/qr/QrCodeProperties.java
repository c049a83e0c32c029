package dev.holdfast.auth.totp.qr;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.holdfast.auth.totp.code.OtpAuthUri;
import dev.holdfast.auth.totp.code.TotpAlgorithm;
import dev.holdfast.auth.totp.code.TotpParameters;
import dev.holdfast.auth.totp.code.TotpSecret;
import dev.holdfast.testkit.LeakProbe;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** ZXing's own reader, given a picture of the modules, reads the URI that went in. */
class QrCodeProperties {
    private static final int SCALE = 4;

    @Property(tries = 60)
    void exposeModules_anyLabel_areReadAsTheUri(
            @ForAll("names") String issuer,
            @ForAll("names") String account,
            @ForAll QrStyle.Correction correction,
            @ForAll @IntRange(min = 4, max = 16) int quietZone)
            throws ReaderException {
        OtpAuthUri uri = uri(issuer, account);
        QrCode code =
                QrCode.of(uri, QrStyle.defaults().withCorrection(correction).withQuietZone(quietZone));
        assertThat(code.side()).isBetween(29, 209);
        assertThat(read(code.exposeModules()).getText()).isEqualTo(uri.exposeText());
    }

    /** 64 and 128 characters that percent-encoding makes nine times as long are too much for level H. */
    @Example
    void of_longestNames_fitsAtALowerLevel() throws ReaderException {
        OtpAuthUri uri = uri("社".repeat(64), "名".repeat(128));
        QrCode code = QrCode.of(uri, QrStyle.defaults().withCorrection(QrStyle.Correction.H));
        assertThat(read(code.exposeModules()).getText()).isEqualTo(uri.exposeText());
    }

    @Example
    void exposeSvg_underALocaleWithOtherDigits_showsTheModules() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            QrCode code = QrCode.of(uri("Shop", "alice"));
            boolean[][] drawn = new boolean[code.side()][code.side()];
            String path = code.exposeSvg().replaceFirst("(?s).*<path d=\"", "").replaceFirst("\"/></svg>$", "");
            for (String run : path.substring(1).split("M", -1)) {
                assertThat(run).matches("[0-9]+ [0-9]+h([0-9]+)v1h-\\1z");
                String[] numbers = run.split("[ hv]", -1);
                int from = Integer.parseInt(numbers[0]);
                for (int x = from; x < from + Integer.parseInt(numbers[2]); x++) {
                    drawn[Integer.parseInt(numbers[1])][x] = true;
                }
            }
            assertThat(drawn).isDeepEqualTo(code.exposeModules());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Example
    void toString_holdsNoSecretAndModulesAreACopy() {
        OtpAuthUri uri = uri("Shop", "alice");
        QrCode code = QrCode.of(uri);
        LeakProbe probe = new LeakProbe();
        probe.secret(uri.secret().exposeBase32());
        probe.secret(uri.exposeText());
        probe.assertAbsent(code.toString(), code.exposeSvg());
        boolean[][] modules = code.exposeModules();
        modules[4][4] = !modules[4][4];
        assertThat(code.exposeModules()[4][4]).isNotEqualTo(modules[4][4]);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars("äß€漢😀".toCharArray())
                .ofMinLength(1)
                .ofMaxLength(60)
                .map(text -> text.replaceAll("[:\\p{Cs}]", "x"))
                .filter(text -> !text.isBlank());
    }

    private static OtpAuthUri uri(String issuer, String account) {
        TotpParameters parameters = new TotpParameters(TotpAlgorithm.SHA512, 8, Duration.ofSeconds(60));
        return new OtpAuthUri(issuer, account, TotpSecret.random(new SecureRandom(), 20), parameters);
    }

    private static Result read(boolean[][] modules) throws ReaderException {
        int side = modules.length * SCALE;
        int[] pixels = new int[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                pixels[y * side + x] = modules[y / SCALE][x / SCALE] ? 0 : 0xFFFFFF;
            }
        }
        BinaryBitmap picture = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, pixels)));
        Result result = new QRCodeReader().decode(picture, Map.of(DecodeHintType.PURE_BARCODE, true));
        assertThat(result.getBarcodeFormat()).isEqualTo(BarcodeFormat.QR_CODE);
        return result;
    }
}
