/** Removes a temporary data folder, and the database that is kept elsewhere when PostgreSQL runs as root. */
export function removeData(data: string): void;
