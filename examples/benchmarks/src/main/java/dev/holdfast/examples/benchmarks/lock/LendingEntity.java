package dev.holdfast.examples.benchmarks.lock;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/** A row as Hibernate maps it. */
@Entity
@Table(name = "lending")
public class LendingEntity {
    @Id
    private long id;

    private String borrower = "";
    private String note = "";

    @Version
    private long version;

    /** Made by Hibernate. */
    protected LendingEntity() {}

    void write(String value) {
        note = value;
    }

    @Override
    public String toString() {
        return "lending " + id + " of " + borrower + " in version " + version + ": " + note;
    }
}
