package dev.holdfast.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class OwaspActionsTest {
    @Test
    void constants_each_areDistinctAndNamedAsTheVocabularyNamesThem() throws Exception {
        List<String> names = new ArrayList<>();
        for (Field field : OwaspActions.class.getFields()) {
            Action action = (Action) field.get(null);
            names.add(action.name());
            assertThat(action.name().replaceAll("[._]", ""))
                    .isEqualTo(field.getName().toLowerCase(Locale.ROOT).replace("_", ""));
        }
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(45);
        assertThat(names)
                .contains("authn.login_success", "authz.fail", "crypt.decrypt_fail", "user.deleted", "sys.crash");
    }
}
