export const login = (): string => 'wx:file';
