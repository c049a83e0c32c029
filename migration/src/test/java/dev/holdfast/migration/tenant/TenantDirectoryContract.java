package dev.holdfast.migration.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link TenantDirectory} must do; a host runs it on its own list of tenants. */
public abstract class TenantDirectoryContract {
    /**
     * A directory of exactly these tenants.
     *
     * @param schemas their schemas, canaries first
     * @return the directory
     */
    protected abstract TenantDirectory holding(List<String> schemas);

    @Test
    public void schemas_severalTenants_givesEachOnceInAStableOrder() {
        TenantDirectory directory = holding(List.of("tenant_a", "tenant_b", "tenant_c"));
        assertThat(directory.schemas())
                .containsExactlyInAnyOrder("tenant_a", "tenant_b", "tenant_c")
                .isEqualTo(directory.schemas());
    }

    /** The caller keeps the list while it works; tenants that come and go meanwhile must not change it. */
    @Test
    public void schemas_calledAgain_givesAListOfItsOwn() {
        TenantDirectory directory = holding(List.of("tenant_a"));
        List<String> first = directory.schemas();
        assertThat(holding(List.of("tenant_a", "tenant_b")).schemas()).hasSize(2);
        assertThat(first).containsExactly("tenant_a");
    }

    @Test
    public void schemas_nameThatNeedsQuotes_isGivenAsTheCatalogHasIt() {
        assertThat(holding(List.of("tenant_Ö \"x\"")).schemas()).containsExactly("tenant_Ö \"x\"");
    }
}
