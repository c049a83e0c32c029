package dev.holdfast.auth.totp.qr;

import dev.holdfast.auth.totp.code.OtpAuthUri;

/**
 * The QR code of a key URI, for the user's screen, once. It holds the secret as the URI does: it prints as nothing, and
 * what it looks like comes out only by verbs that can be searched for. Immutable.
 *
 * <p><em>Security note.</em> Make it on your own server and serve it uncached ({@code Cache-Control: no-store}); a picture
 * service that draws it learns the secret.
 */
public final class QrCode {
    private final boolean[][] modules;

    private QrCode(boolean[][] modules) {
        this.modules = modules;
    }

    /**
     * The code of a URI in the default style.
     *
     * @param uri what an enrolment gave
     * @return the code
     * @throws IllegalStateException when ZXing is not on the class path
     */
    public static QrCode of(OtpAuthUri uri) {
        return of(uri, QrStyle.defaults());
    }

    /**
     * The code of a URI. Every URI that {@link OtpAuthUri} can be fits.
     *
     * @param uri what an enrolment gave
     * @param style how it is made
     * @return the code
     * @throws IllegalStateException when ZXing is not on the class path
     */
    public static QrCode of(OtpAuthUri uri, QrStyle style) {
        try {
            return new QrCode(ZxingEncoder.encode(uri.exposeText(), style));
        } catch (NoClassDefFoundError missing) {
            throw new IllegalStateException(
                    "QR codes need com.google.zxing:core on the class path: add it, or show the key as text", missing);
        }
    }

    /**
     * How many modules a side has, margin included.
     *
     * @return 29 to 209
     */
    public int side() {
        return modules.length;
    }

    /**
     * The modules themselves: the caller sees to it that they go to the user's screen only.
     *
     * @return rows from the top, true for dark; a copy
     */
    public boolean[][] exposeModules() {
        boolean[][] copy = new boolean[modules.length][];
        for (int row = 0; row < copy.length; row++) {
            copy[row] = modules[row].clone();
        }
        return copy;
    }

    /**
     * The code as a picture that scales: the caller sees to it that it goes to the user's screen only. It has no style
     * and no script, so that any Content-Security-Policy allows it within a page.
     *
     * @return an {@code svg} element, one unit a module, black on white
     */
    public String exposeSvg() {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < side(); y++) {
            int x = 0;
            while (x < side()) {
                int from = x;
                while (x < side() && modules[y][x]) {
                    x++;
                }
                if (x > from) {
                    int width = x - from;
                    // Not by a format: that would write the default locale's digits.
                    path.append('M').append(from).append(' ').append(y);
                    path.append('h').append(width).append("v1h-").append(width).append('z');
                }
                x++;
            }
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" aria-label="QR code" \
                shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{path}"/></svg>""".replace("{side}", Integer.toString(side())).replace("{path}", path);
    }

    @Override
    public String toString() {
        return "QrCode[" + side() + " modules a side, content redacted]";
    }
}
