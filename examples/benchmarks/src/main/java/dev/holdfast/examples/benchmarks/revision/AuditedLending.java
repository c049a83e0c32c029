package dev.holdfast.examples.benchmarks.revision;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.envers.Audited;

/** A row as Hibernate maps it and Envers keeps its history. */
@Entity
@Audited
@Table(name = "lending")
public class AuditedLending {
    @Id
    private long id;

    private String borrower = "";
    private String note = "";

    @Version
    private long version;

    /** Made by Hibernate. */
    protected AuditedLending() {}

    void write(String value) {
        note = value;
    }

    @Override
    public String toString() {
        return "lending " + id + " of " + borrower + " in version " + version + ": " + note;
    }
}
