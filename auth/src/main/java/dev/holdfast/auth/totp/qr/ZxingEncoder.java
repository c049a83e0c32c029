package dev.holdfast.auth.totp.qr;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import dev.holdfast.auth.totp.qr.QrStyle.Correction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The one class that names ZXing's. */
final class ZxingEncoder {
    private ZxingEncoder() {}

    /** At the level asked for, or the highest below it that the text fits; at L it is 2953 bytes. */
    static boolean[][] encode(String text, QrStyle style) {
        List<Correction> levels = new ArrayList<>();
        for (Correction level : Correction.values()) {
            if (level.compareTo(style.correction()) <= 0) {
                levels.add(level);
            }
        }
        Collections.reverse(levels);
        return levels.stream()
                .flatMap(level -> matrix(text, level).stream())
                .findFirst()
                .map(matrix -> withMargin(matrix, style.quietZone()))
                .orElseThrow(() -> new IllegalArgumentException("key URI must fit a QR code of level L, got "
                        + text.length() + " characters: shorten the account's name"));
    }

    /** Empty when the text is too long for the level; the exception would tell no more. */
    private static Optional<ByteMatrix> matrix(String text, Correction level) {
        try {
            ErrorCorrectionLevel named = ErrorCorrectionLevel.valueOf(level.name());
            return Optional.of(Encoder.encode(text, named).getMatrix());
        } catch (WriterException tooLong) {
            return Optional.empty();
        }
    }

    private static boolean[][] withMargin(ByteMatrix matrix, int margin) {
        int side = matrix.getWidth() + 2 * margin;
        boolean[][] modules = new boolean[side][side];
        for (int y = 0; y < matrix.getHeight(); y++) {
            for (int x = 0; x < matrix.getWidth(); x++) {
                modules[y + margin][x + margin] = matrix.get(x, y) == 1;
            }
        }
        return modules;
    }
}
