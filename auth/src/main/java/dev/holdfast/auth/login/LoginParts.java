package dev.holdfast.auth.login;

import dev.holdfast.auth.device.TrustedDevices;
import dev.holdfast.auth.login.account.AccountDirectory;
import dev.holdfast.auth.login.factor.SecondFactor;
import dev.holdfast.auth.password.Passwords;
import dev.holdfast.auth.throttle.LoginThrottle;
import java.util.List;
import java.util.Optional;

/**
 * What {@link LoginFlow} composes. Every part works alone as well.
 *
 * @param accounts who may log in
 * @param passwords checks what they typed
 * @param throttle counts attempts before a hash is computed
 * @param secondFactors what is asked for after the password, in the order in which it is offered; none in a host of
 *     passwords alone
 * @param devices remembers devices; empty where each login asks for the second factor
 */
public record LoginParts(
        AccountDirectory accounts,
        Passwords passwords,
        LoginThrottle throttle,
        List<SecondFactor> secondFactors,
        Optional<TrustedDevices> devices) {
    /**
     * Checks the factors.
     *
     * @throws IllegalArgumentException when two factors go by one name
     */
    public LoginParts {
        secondFactors = List.copyOf(secondFactors);
        List<String> methods = secondFactors.stream().map(SecondFactor::method).toList();
        if (methods.stream().distinct().count() != methods.size()) {
            throw new IllegalArgumentException("secondFactors must have a method each of their own, got " + methods);
        }
    }

    /**
     * A login by password alone.
     *
     * @param accounts who may log in
     * @param passwords checks what they typed
     * @param throttle counts attempts before a hash is computed
     * @return the parts
     */
    public static LoginParts of(AccountDirectory accounts, Passwords passwords, LoginThrottle throttle) {
        return new LoginParts(accounts, passwords, throttle, List.of(), Optional.empty());
    }

    /**
     * The same with these second factors and no others.
     *
     * @param factors in the order in which they are offered
     * @return the parts
     */
    public LoginParts withSecondFactors(SecondFactor... factors) {
        return new LoginParts(accounts, passwords, throttle, List.of(factors), devices);
    }

    /**
     * The same with devices that may be remembered.
     *
     * @param value the trusted devices
     * @return the parts
     */
    public LoginParts withTrustedDevices(TrustedDevices value) {
        return new LoginParts(accounts, passwords, throttle, secondFactors, Optional.of(value));
    }

    Optional<SecondFactor> factor(String method) {
        return secondFactors.stream()
                .filter(factor -> factor.method().equals(method))
                .findFirst();
    }
}
