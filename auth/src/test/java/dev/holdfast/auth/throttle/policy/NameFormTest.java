package dev.holdfast.auth.throttle.policy;

import java.util.List;
import org.junit.jupiter.api.Nested;

class NameFormTest {
    @Nested
    class IgnoringCase extends NameFormContract {
        @Override
        protected NameForm form() {
            return NameForm.ignoringCase();
        }

        @Override
        protected List<List<String>> spellings() {
            return List.of(
                    List.of("ada@shop.example", "ADA@Shop.Example", " ada@shop.example ", "\uFF41da@shop.example"),
                    List.of("Strasse", "stra\u00DFe", "STRASSE"));
        }

        @Override
        protected List<String> strangers() {
            return List.of("ada@shop.example", "ada@shop.example.example", "a.da@shop.example", "");
        }
    }

    @Nested
    class HeedingCase extends NameFormContract {
        @Override
        protected NameForm form() {
            return NameForm.heedingCase();
        }

        @Override
        protected List<List<String>> spellings() {
            return List.of(List.of("Ada", " Ada\t", "\uFF21da"));
        }

        @Override
        protected List<String> strangers() {
            return List.of("Ada", "ada", "ADA");
        }
    }
}
