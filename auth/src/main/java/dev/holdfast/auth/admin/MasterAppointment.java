package dev.holdfast.auth.admin;

import java.util.function.Function;
import java.util.function.Supplier;

/** What became of making the first admin the master. */
public sealed interface MasterAppointment {
    /**
     * The scope had no master; the first admin is it now.
     *
     * @param id the host's id of the admin
     */
    record Appointed(String id) implements MasterAppointment {}

    /**
     * The scope has a master; nothing was changed.
     *
     * @param id the host's id of the master
     */
    record AlreadyDone(String id) implements MasterAppointment {}

    /** The scope has no lasting admin: make one first. */
    record NoAdmin() implements MasterAppointment {}

    /** Another node was in the way; the transaction is dead, try again in a new one. */
    record Conflict() implements MasterAppointment {}

    /**
     * One value for each case.
     *
     * @param master when the scope has a master, new or old; gets the id
     * @param noAdmin when there is nobody to appoint
     * @param conflict when the transaction is dead
     * @param <T> the value's type
     * @return the case's value
     */
    default <T> T fold(Function<String, T> master, Supplier<T> noAdmin, Supplier<T> conflict) {
        if (this instanceof Appointed now) {
            return master.apply(now.id());
        }
        if (this instanceof AlreadyDone before) {
            return master.apply(before.id());
        }
        return this instanceof NoAdmin ? noAdmin.get() : conflict.get();
    }
}
