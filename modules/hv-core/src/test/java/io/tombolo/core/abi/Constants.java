package io.tombolo.core.abi;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the public constants of a class; a nested class named after an architecture overrides and adds to them for that architecture. */
final class Constants {
    private Constants() {}

    static Collection<Field> of(Class<?> type, Architecture architecture) {
        Map<String, Field> fields = new LinkedHashMap<>();
        add(fields, type);
        String nested = architecture == Architecture.AARCH64 ? "Aarch64" : "X8664";
        for (Class<?> member : type.getClasses()) {
            if (member.getSimpleName().equals(nested)) {
                add(fields, member);
            }
        }
        return fields.values();
    }

    private static void add(Map<String, Field> fields, Class<?> type) {
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers())
                    && (field.getType() == int.class || field.getType() == long.class)) {
                fields.put(field.getName(), field);
            }
        }
    }
}
