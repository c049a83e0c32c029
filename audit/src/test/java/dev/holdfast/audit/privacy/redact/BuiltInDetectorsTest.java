package dev.holdfast.audit.privacy.redact;

import java.util.List;
import org.junit.jupiter.api.Nested;

class BuiltInDetectorsTest {
    @Nested
    class Jwt extends ValueDetectorContract {
        @Override
        protected ValueDetector detector() {
            return ValueDetector.jwt();
        }

        @Override
        protected List<String> secrets() {
            return List.of(
                    // RFC 7519, appendix A.1 (encrypted) in shape, and 3.1 and 6.1 as they stand.
                    "«eyJhbGciOiJSU0ExXzUiLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.QR1Owv2ug2WyPBnb.AxY8DCtDaGlsbGljb3RoZQ.MKOle7UQrG6nSxTL.XFBoMYUZodetZdvTiFvSkQ»",
                    "«eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODB9.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk»",
                    "«eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODB9.»",
                    "«eyJhbGciOiJkaXIifQ..AxY8DCtDaGlsbGljb3RoZQ.MKOle7UQrG6nSxTL.XFBoMYUZodetZdvTiFvSkQ»");
        }

        @Override
        protected List<String> innocent() {
            return List.of("", "eyJ", "eyJhbGciOiJub25lIn0", "heyJude.mp3", "eyJhbGciOiJub25lIn0. and then");
        }
    }

    @Nested
    class Pem extends ValueDetectorContract {
        @Override
        protected ValueDetector detector() {
            return ValueDetector.pem();
        }

        @Override
        protected List<String> secrets() {
            return List.of(
                    "«-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----»",
                    "«-----BEGIN RSA PRIVATE KEY-----\\nMIIB\\n-----END RSA PRIVATE KEY-----»",
                    "«-----BEGIN SOMETHING NEW-----\nAAAA\n-----END SOMETHING NEW-----»");
        }

        @Override
        protected List<String> innocent() {
            return List.of(
                    "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
                    "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
                    "----- BEGIN of the story -----");
        }
    }

    @Nested
    class Card extends ValueDetectorContract {
        @Override
        protected ValueDetector detector() {
            return ValueDetector.card();
        }

        @Override
        protected List<String> secrets() {
            return List.of(
                    "«4111111111111111»",
                    "«4111 1111 1111 1111»",
                    "«5555-5555-5555-4444»",
                    "«378282246310005»",
                    "«3782 822463 10005»",
                    "«6011111111111117»",
                    "«30569309025904»",
                    "«3530111333300000»",
                    "«4222222222222»",
                    "«2223003122003222»",
                    "«6304000000000000»");
        }

        @Override
        protected List<String> innocent() {
            return List.of(
                    "4111111111111112",
                    "1760000000000000",
                    "0190b4c8-4111-1111-1111-111111111111",
                    "order4111111111111111x",
                    "+43 316 8734111",
                    "0000000000000000",
                    "41111111111111111111111");
        }
    }

    @Nested
    class Authorization extends ValueDetectorContract {
        @Override
        protected ValueDetector detector() {
            return ValueDetector.authorization();
        }

        @Override
        protected List<String> secrets() {
            // RFC 6750 §2.1 and RFC 7617 §2.
            return List.of(
                    "Bearer «mF_9.B5f-4.1JqM»",
                    "Basic «QWxhZGRpbjpvcGVuIHNlc2FtZQ==»",
                    "bearer «abcdefghijklmnopqrstuvwx»");
        }

        @Override
        protected List<String> innocent() {
            return List.of(
                    "bearer authentication failed", "basic information", "Basic training2026", "a forbearer 12345678");
        }
    }

    @Nested
    class Url extends ValueDetectorContract {
        @Override
        protected ValueDetector detector() {
            return ValueDetector.urlCredentials();
        }

        @Override
        protected List<String> secrets() {
            return List.of(
                    "postgres://«app:hunter2»@db.example/app",
                    "https://«ghp_0123456789abcdefghijkl»@git.example/x",
                    "amqp://«app:p@ss»@mq.example",
                    "redis://«:hunter2»@cache.example/0");
        }

        @Override
        protected List<String> innocent() {
            return List.of(
                    "https://www.example/a:b@c", "ssh://git@git.example/x.git", "carol@mail.example", "://", "x://@");
        }
    }
}
