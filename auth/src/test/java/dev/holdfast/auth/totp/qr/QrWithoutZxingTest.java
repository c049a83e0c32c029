package dev.holdfast.auth.totp.qr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.totp.code.OtpAuthUri;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A host without ZXing loads everything, and is told what is missing when it asks for a picture. */
class QrWithoutZxingTest {
    @Test
    void of_zxingNotOnTheClassPath_saysWhatToAdd() throws Exception {
        try (URLClassLoader without = classPathWithoutZxing()) {
            Class<?> uriType = without.loadClass(OtpAuthUri.class.getName());
            Object uri = uriType.getMethod("parse", String.class)
                    .invoke(null, "otpauth://totp/Shop:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
            Class<?> code = without.loadClass(QrCode.class.getName());
            assertThat(code.getClassLoader()).isSameAs(without);
            Throwable thrown = thrownBy(code, uriType, uri);
            assertThat(thrown)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("com.google.zxing:core on the class path");
        }
    }

    private static Throwable thrownBy(Class<?> code, Class<?> uriType, Object uri) throws ReflectiveOperationException {
        try {
            Object unexpected = code.getMethod("of", uriType).invoke(null, uri);
            return new AssertionError("made " + unexpected);
        } catch (InvocationTargetException e) {
            return e.getCause();
        }
    }

    private static URLClassLoader classPathWithoutZxing() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.isEmpty() && !entry.contains("zxing")) {
                urls.add(url(entry));
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) throws MalformedURLException {
        return new File(entry).toURI().toURL();
    }
}
