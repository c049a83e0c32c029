package dev.holdfast.auth.totp.qr;

import dev.holdfast.core.Require;

/**
 * How a QR code is made.
 *
 * @param correction how much of it may be unreadable; a longer text falls back to the highest level it fits
 * @param quietZone the margin in modules, 4 to 16 (ISO/IEC 18004 §6.3.8 asks for 4)
 */
public record QrStyle(Correction correction, int quietZone) {
    private static final QrStyle DEFAULTS = new QrStyle(Correction.M, 4);

    /** How much of a QR code may be unreadable (ISO/IEC 18004 §6.5.1). */
    public enum Correction {
        /** About 7 %. */
        L,
        /** About 15 %. */
        M,
        /** About 25 %. */
        Q,
        /** About 30 %. */
        H
    }

    /**
     * Checks the margin.
     *
     * @throws IllegalArgumentException when it is out of bounds
     */
    public QrStyle {
        Require.between("quietZone", quietZone, 4, 16);
    }

    /**
     * Level M, a margin of 4 modules.
     *
     * @return the default style
     */
    public static QrStyle defaults() {
        return DEFAULTS;
    }

    /**
     * The same with another level.
     *
     * @param value how much of it may be unreadable
     * @return the style
     */
    public QrStyle withCorrection(Correction value) {
        return new QrStyle(value, quietZone);
    }

    /**
     * The same with another margin.
     *
     * @param modules 4 to 16
     * @return the style
     */
    public QrStyle withQuietZone(int modules) {
        return new QrStyle(correction, modules);
    }
}
