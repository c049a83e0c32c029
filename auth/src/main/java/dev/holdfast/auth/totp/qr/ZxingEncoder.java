package dev.holdfast.auth.totp.qr;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import dev.holdfast.auth.totp.qr.QrStyle.Correction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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
        for (Correction level : levels) {
            try {
                ErrorCorrectionLevel named = ErrorCorrectionLevel.valueOf(level.name());
                return withMargin(Encoder.encode(text, named).getMatrix(), style.quietZone());
            } catch (WriterException tooLong) {
                // The next level has more room; the exception would only tell how long the text is.
                continue;
            }
        }
        throw new IllegalArgumentException("key URI must fit a QR code of level L, got " + text.length()
                + " characters: shorten the account's name");
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
